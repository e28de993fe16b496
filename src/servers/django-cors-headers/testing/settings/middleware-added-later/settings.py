SECRET_KEY = "cobalt"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "corsheaders", "cobalt.paints"]

SECURITY_MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
OWN_MIDDLEWARE = [
    "cobalt.middleware.ClockMiddleware",
]
MIDDLEWARE = SECURITY_MIDDLEWARE + ["django.middleware.common.CommonMiddleware"] + OWN_MIDDLEWARE
MIDDLEWARE += ["corsheaders.middleware.CorsMiddleware"]

ROOT_URLCONF = "cobalt.urls"

CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
