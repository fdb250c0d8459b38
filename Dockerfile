# The portal as one program in a small image. Postgres and Redis are elsewhere: see compose.yaml.
FROM node:20-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci
COPY web ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist web/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags=-s -o /portal ./cmd/portal

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates tzdata \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin portal \
  && install -d -o portal -g portal -m 0700 /data
COPY --from=build /portal /usr/local/bin/portal
ENV PORTAL_ADDR=0.0.0.0:8080 PORTAL_DATA_DIR=/data PORTAL_LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["portal", "health"]
# Ends in order on SIGTERM, within 15 s.
STOPSIGNAL SIGTERM
ENTRYPOINT ["portal"]
CMD ["serve"]
