-- Run once, by the postgres image, on an empty volume. The server's role owns its database and nothing else; the superuser loses its
-- password, so that it can be used from inside the database container only (docker compose exec postgres psql -U postgres).
\getenv password POSTGRES_PASSWORD
create role carnet_server login password :'password';
create database carnet owner carnet_server;
revoke all on database carnet from public;
alter role postgres password null;
