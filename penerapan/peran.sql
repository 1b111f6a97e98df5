-- Sekali, sebagai superuser PostgreSQL, pada server yang baru:
--   psql -v sandi_pemilik=... -v sandi_aplikasi=... -f peran.sql
-- Tabel dimiliki `pemilik`; hak `aplikasi` diberikan oleh `manage.py siapkan`.
CREATE ROLE pemilik LOGIN PASSWORD :'sandi_pemilik';
CREATE ROLE aplikasi LOGIN PASSWORD :'sandi_aplikasi';
CREATE DATABASE talenta OWNER pemilik ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE talenta FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE talenta TO aplikasi;
