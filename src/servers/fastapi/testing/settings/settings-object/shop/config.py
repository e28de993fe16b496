from typing import List

from pydantic import BaseSettings


class Settings(BaseSettings):
    cors_origins: List[str] = ["http://localhost:3000", "https://shop.example"]

    class Config:
        env_file = ".env"


settings = Settings()
