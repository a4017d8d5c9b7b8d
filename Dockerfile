# syntax=docker/dockerfile:1
# Builds Splitline and leaves an image with the binary and SpatiaLite alone. The database is in the volume /data.
FROM node:20-bookworm-slim AS web
WORKDIR /src/static
COPY static/package.json static/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/static/dist static/dist
ARG VERSION=unknown
RUN go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /splitline ./cmd/splitline

FROM debian:bookworm-slim
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libsqlite3-mod-spatialite ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --home-dir /data --create-home splitline
COPY --from=build /splitline /usr/local/bin/splitline
USER splitline
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Inside the container the server listens on all interfaces; publish the port on loopback: -p 127.0.0.1:8080:8080.
CMD ["splitline", "serve", "--addr", "0.0.0.0:8080", "--db", "/data/splitline.db"]
