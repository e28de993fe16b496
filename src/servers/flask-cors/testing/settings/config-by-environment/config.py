import os
class Config:
    SECRET_KEY = os.environ.get('SECRET_KEY') or 'hard to guess string'
    CORS_ORIGINS = os.getenv("CORS_ORIGINS", "http://localhost:3000").split(",")
class DevelopmentConfig(Config):
    DEBUG = True
class ProductionConfig(Config):
    CORS_ORIGINS = ["https://a.example"]
config = {'development': DevelopmentConfig, 'production': ProductionConfig, 'default': DevelopmentConfig}
