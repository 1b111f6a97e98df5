from django.db import migrations

PASANG = """
CREATE FUNCTION jejak_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Jejak audit tidak dapat diubah atau dihapus.';
END $$;
CREATE TRIGGER jejak_hanya_tambah BEFORE UPDATE OR DELETE ON akses_jejakaudit
    FOR EACH STATEMENT EXECUTE FUNCTION jejak_hanya_tambah();
"""
LEPAS = """
DROP TRIGGER jejak_hanya_tambah ON akses_jejakaudit;
DROP FUNCTION jejak_hanya_tambah();
"""


class Migration(migrations.Migration):
    """The audit trail only grows: the database refuses UPDATE and DELETE."""

    dependencies = [("akses", "0001_awal")]
    operations = [migrations.RunSQL(PASANG, LEPAS)]
