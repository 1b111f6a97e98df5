from django.db import migrations

PASANG = """
CREATE FUNCTION nip_bukan_milik_lain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pegawai_riwayatnip r WHERE r.nip = NEW.nip AND r.pegawai_id <> NEW.id)
    THEN
        RAISE unique_violation USING CONSTRAINT = 'pegawai_nip_satu_pemilik',
            MESSAGE = 'NIP ini pernah dipakai pegawai lain.';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION nip_lama_bukan_milik_lain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pegawai_pegawai p WHERE p.nip = NEW.nip AND p.id <> NEW.pegawai_id) THEN
        RAISE unique_violation USING CONSTRAINT = 'riwayatnip_satu_pemilik',
            MESSAGE = 'NIP ini dipakai pegawai lain.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nip_baru_bukan_milik_lain BEFORE INSERT ON pegawai_pegawai
    FOR EACH ROW EXECUTE FUNCTION nip_bukan_milik_lain();
CREATE TRIGGER nip_ganti_bukan_milik_lain BEFORE UPDATE OF nip ON pegawai_pegawai
    FOR EACH ROW WHEN (OLD.nip IS DISTINCT FROM NEW.nip) EXECUTE FUNCTION nip_bukan_milik_lain();
CREATE TRIGGER nip_lama_bukan_milik_lain BEFORE INSERT OR UPDATE ON pegawai_riwayatnip
    FOR EACH ROW EXECUTE FUNCTION nip_lama_bukan_milik_lain();
"""
LEPAS = """
DROP TRIGGER nip_lama_bukan_milik_lain ON pegawai_riwayatnip;
DROP TRIGGER nip_ganti_bukan_milik_lain ON pegawai_pegawai;
DROP TRIGGER nip_baru_bukan_milik_lain ON pegawai_pegawai;
DROP FUNCTION nip_lama_bukan_milik_lain();
DROP FUNCTION nip_bukan_milik_lain();
"""


class Migration(migrations.Migration):
    """A NIP is one person's for all time: refused where it is or was somebody else's."""

    dependencies = [("pegawai", "0014_riwayat_nip")]
    operations = [migrations.RunSQL(PASANG, LEPAS)]
