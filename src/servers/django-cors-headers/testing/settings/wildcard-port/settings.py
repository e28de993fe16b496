SECRET_KEY = "jigsaw-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "jigsaw.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "jigsaw.urls"

CORS_ALLOWED_ORIGINS = {
    "http://localhost:*",
    "https://jigsaw.example",
}
