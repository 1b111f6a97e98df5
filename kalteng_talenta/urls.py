"""URL root: sign-in, health, admin, and one include per app."""

from allauth.account import views as akun
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from akses.views import sehat
from evaluasi.views import beranda

admin.site.site_header = "Administrasi Kalteng Talenta"
admin.site.site_title = "Kalteng Talenta"
admin.site.index_title = "Administrasi"
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    # Before the two names it shares with ours: reverse() answers with the last.
    path("akun/", include("allauth.urls")),
    path("masuk/", akun.login, name="account_login"),
    path("keluar/", akun.logout, name="account_logout"),
    path("sehat/", sehat, name="sehat"),
    path("admin/", admin.site.urls),
    path("", beranda, name="beranda"),
    path("", include("evaluasi.urls")),
    path("", include("kompetensi.urls")),
    path("", include("pelatihan.urls")),
    path("", include("pegawai.urls")),
    path("", include("akses.urls")),
]
