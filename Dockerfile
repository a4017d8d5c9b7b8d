# syntax=docker/dockerfile:1
# An image of the program, SpatiaLite, the C library and nothing else: no shell, no package manager, no user but a number.
#
#   docker build --build-arg VERSION="$(git describe --tags --always)" \
#     --build-arg SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)" -t splitline .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges \
#     -p 127.0.0.1:8080:8080 -v splitline:/data splitline
#
# The database is in the volume /data, the only place that is written to. Commands run beside the server:
#   docker exec CONTAINER /usr/bin/splitline check
FROM node:20-bookworm-slim AS web
WORKDIR /src/static
COPY static/package.json static/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static ./
RUN npm run build

FROM golang:1.26-bookworm AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libsqlite3-mod-spatialite
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/static/dist static/dist
COPY --from=web /src/static/node_modules static/node_modules
ARG VERSION=unknown
ARG SOURCE_DATE_EPOCH=0
RUN mkdir -m 700 /data && go run ./internal/dist -image /image -version "$VERSION" -epoch "$SOURCE_DATE_EPOCH"

FROM scratch
COPY --from=build /image /
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
ENV SPLITLINE_DB=/data/splitline.db
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/usr/bin/splitline", "health"]
ENTRYPOINT ["/usr/bin/splitline"]
# Inside the container the server listens on all interfaces; publish the port on loopback, as above.
CMD ["serve", "--addr", "0.0.0.0:8080"]
