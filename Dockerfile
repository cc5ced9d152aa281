FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libcurl4-openssl-dev libidn2-dev libpq-dev libpsl-dev libsimdjson-dev libsqlite3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Package.swift ./
RUN swift package resolve
COPY . .
RUN swift build -c release --static-swift-stdlib --product registrar \
    && install -s "$(swift build -c release --static-swift-stdlib --show-bin-path)/registrar" /usr/local/bin/registrar \
    && mkdir /data

FROM debian:12-slim
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        ca-certificates libcurl4 libidn2-0 libpq5 libpsl5 libsimdjson14 libsqlite3-0 tzdata \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/registrar /usr/local/bin/registrar
COPY --from=build --chown=10001:10001 /data /data
ENV REGISTRAR_BIND=0.0.0.0:8080 REGISTRAR_DATABASE=sqlite:/data/registrar.db
# Numeric, so that Kubernetes can see it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["/usr/local/bin/registrar", "health"]
ENTRYPOINT ["/usr/local/bin/registrar"]
CMD ["serve"]
