from configurations import Configuration, values


class Common(Configuration):
    SECRET_KEY = values.Value("gondola-for-tests")
    DEBUG = values.BooleanValue(False)
    ALLOWED_HOSTS = ["*"]
    INSTALLED_APPS = [
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "corsheaders",
        "gondola.rides",
    ]
    MIDDLEWARE = [
        "corsheaders.middleware.CorsMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ]
    ROOT_URLCONF = "gondola.urls"
    CORS_ALLOW_CREDENTIALS = True


class Development(Common):
    DEBUG = True
    CORS_ALLOWED_ORIGINS = ["http://localhost:3000", "http://localhost:5173"]


class Production(Common):
    CORS_ALLOWED_ORIGINS = values.ListValue(["https://gondola.example"])
