# Built by bin/image. Base images are pinned by tag; a release records the digests they had.
FROM swift:6.3-bookworm AS build
# Versions of Debian's packages are not pinned: a rebuild takes its security updates.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libcurl4-openssl-dev libidn2-dev libpq-dev libpsl-dev libsimdjson-dev libsqlite3-dev libtcmalloc-minimal4 pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Package.swift ./
RUN swift package resolve
COPY . .
# The backtracer draws a crash without a toolchain in the image.
RUN swift build -c release --static-swift-stdlib --product registrar \
    && mkdir -p /out/data \
    && install -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/registrar" /out/registrar \
    && install "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")/libexec/swift/linux/swift-backtrace-static" /out/swift-backtrace

FROM debian:bookworm-slim AS runtime
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        ca-certificates libcurl4 libidn2-0 libpq5 libpsl5 libsimdjson14 libsqlite3-0 libstdc++6 libtcmalloc-minimal4 tzdata \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf /var/log/apt /var/log/dpkg.log

FROM runtime AS parts
COPY manifests/image/sbom.sh Data/versions.tsv /parts/
COPY --from=build /build/Package.resolved /parts/
ARG VERSION=0.0.0
RUN sh /parts/sbom.sh "$VERSION" /parts/Package.resolved /parts/versions.tsv > /parts/registrar.cdx.json

FROM runtime
COPY --from=build /out/registrar /usr/local/bin/registrar
COPY --from=build /out/swift-backtrace /usr/local/libexec/swift-backtrace
COPY --from=build --chown=10001:10001 /out/data /data
COPY --from=parts /parts/registrar.cdx.json /usr/local/share/registrar/registrar.cdx.json
COPY LICENSE /usr/local/share/registrar/LICENSE
ENV REGISTRAR_BIND=0.0.0.0:8080 \
    REGISTRAR_METRICS_BIND=0.0.0.0:9090 \
    REGISTRAR_DATABASE=sqlite:/data/registrar.db \
    SWIFT_BACKTRACE=enable=yes,sanitize=yes,interactive=no,color=no,threads=crashed,images=none,registers=none,swift-backtrace=/usr/local/libexec/swift-backtrace
# Numeric, so that Kubernetes can see that it is not root. It stays the same for ever: volumes belong to it.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080 9090
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["/usr/local/bin/registrar", "health"]
ENTRYPOINT ["/usr/local/bin/registrar"]
CMD ["serve"]
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="registrar" \
      org.opencontainers.image.description="Partners register leads from chat; a self-hosted service" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/debian:bookworm-slim" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
