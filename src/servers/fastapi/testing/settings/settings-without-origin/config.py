from functools import lru_cache

from pydantic import BaseSettings


class Settings(BaseSettings):
    allowed_origins: list = [
        'https://rates.example',
    ]


@lru_cache()
def get_settings():
    return Settings()
