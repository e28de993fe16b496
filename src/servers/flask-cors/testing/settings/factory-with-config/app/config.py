class DevConfig:
    DEBUG = True
    SECRET_KEY = "dev"
