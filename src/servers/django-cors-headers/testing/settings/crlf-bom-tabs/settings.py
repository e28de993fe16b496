SECRET_KEY = 'kelp-only-here'
DEBUG = True
ALLOWED_HOSTS = ['*']

INSTALLED_APPS = [
    'django.contrib.contenttypes',
    'django.contrib.auth',
    'corsheaders',
    'kelp.core',
]

MIDDLEWARE = [
    'corsheaders.middleware.CorsMiddleware',
    'django.middleware.security.SecurityMiddleware',
    'django.middleware.common.CommonMiddleware',
]

ROOT_URLCONF = 'kelp.urls'

CORS_ALLOWED_ORIGINS = (
	'http://localhost:3000',
	'http://localhost:3001'  # storybook
)
