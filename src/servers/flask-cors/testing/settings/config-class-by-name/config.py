class Config:
    SECRET_KEY = "dev"
    CORS_SUPPORTS_CREDENTIALS = True
    CORS_ORIGINS = ["https://springs.example"]


class Development(Config):
    DEBUG = True
    CORS_ORIGINS = ["http://localhost:3000"]


class Production(Config):
    CORS_ORIGINS = ["https://springs.example", "http://localhost:5173"]
