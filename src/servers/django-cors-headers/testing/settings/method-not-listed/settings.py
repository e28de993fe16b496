SECRET_KEY = "gable-only-here"
DEBUG = True
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "corsheaders",
    "gable.core",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]

ROOT_URLCONF = "gable.urls"

CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]
CORS_ALLOW_METHODS = (
    "GET",
    "POST"
)
