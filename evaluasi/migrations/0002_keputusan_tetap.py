from django.db import migrations

PASANG = """
CREATE FUNCTION laporan_keputusan_tetap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Laporan yang sudah disetujui tidak dapat diubah atau dihapus.';
END $$;
CREATE TRIGGER laporan_keputusan_tetap BEFORE UPDATE OR DELETE ON evaluasi_laporanevaluasi
    FOR EACH ROW WHEN (OLD.status = 'DISETUJUI') EXECUTE FUNCTION laporan_keputusan_tetap();
CREATE FUNCTION tinjauan_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Tinjauan tidak dapat diubah atau dihapus.';
END $$;
CREATE TRIGGER tinjauan_hanya_tambah BEFORE UPDATE OR DELETE ON evaluasi_tinjauan
    FOR EACH ROW EXECUTE FUNCTION tinjauan_hanya_tambah();
"""
LEPAS = """
DROP TRIGGER tinjauan_hanya_tambah ON evaluasi_tinjauan;
DROP FUNCTION tinjauan_hanya_tambah();
DROP TRIGGER laporan_keputusan_tetap ON evaluasi_laporanevaluasi;
DROP FUNCTION laporan_keputusan_tetap();
"""


class Migration(migrations.Migration):
    """An approved report and every step of its review stand still: the database refuses changes."""

    dependencies = [("evaluasi", "0001_awal")]
    operations = [migrations.RunSQL(PASANG, LEPAS)]
