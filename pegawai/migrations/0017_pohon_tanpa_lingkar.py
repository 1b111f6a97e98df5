from django.db import migrations

PASANG = """
CREATE FUNCTION unit_tanpa_lingkar() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE atas bigint := NEW.induk_id; pemilik bigint; langkah int := 0;
BEGIN
    -- The tree lock of the services: of two moves that close a ring together, the second sees it.
    PERFORM pg_advisory_xact_lock(hashtext('pohon'), NEW.instansi_id::int);
    SELECT u.induk_id, u.instansi_id INTO atas, pemilik
    FROM pegawai_unitorganisasi u WHERE u.id = NEW.id;
    IF NOT FOUND OR atas IS NULL THEN RETURN NULL; END IF;
    IF EXISTS (SELECT FROM pegawai_unitorganisasi u
               WHERE u.id = atas AND u.instansi_id <> pemilik) THEN
        RAISE EXCEPTION 'Unit % berinduk pada unit instansi lain.', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'unitorganisasi_tanpa_lingkar';
    END IF;
    WHILE atas IS NOT NULL LOOP
        langkah := langkah + 1;
        IF atas = NEW.id OR langkah > 1000 THEN
            RAISE EXCEPTION 'Rantai induk unit % melingkar.', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'unitorganisasi_tanpa_lingkar';
        END IF;
        SELECT u.induk_id INTO atas FROM pegawai_unitorganisasi u WHERE u.id = atas;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER unit_tanpa_lingkar
    AFTER INSERT OR UPDATE OF induk_id, instansi_id ON pegawai_unitorganisasi
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.induk_id IS NOT NULL) EXECUTE FUNCTION unit_tanpa_lingkar();
"""
LEPAS = """
DROP TRIGGER unit_tanpa_lingkar ON pegawai_unitorganisasi;
DROP FUNCTION unit_tanpa_lingkar();
"""


class Migration(migrations.Migration):
    """A ring of units, or a parent in another Instansi, is refused when the transaction ends.

    Deferred, since an import writes a whole tree in several statements and only its end counts.
    """

    dependencies = [("pegawai", "0016_perubahan_unit")]
    operations = [migrations.RunSQL(PASANG, LEPAS)]
