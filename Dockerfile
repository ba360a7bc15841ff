FROM debian:13-slim AS build
WORKDIR /src
COPY . .
RUN apt-get update && . cmake/packages.sh && wattfleet_packages $build_packages $package_packages && \
    cmake --preset release && cmake --build --preset release --target wattfleet man && cpack --config build/release/CPackConfig.cmake
FROM debian:13-slim
COPY --from=build /src/wattfleet_*.deb /tmp/
RUN apt-get update && apt-get install -y --no-install-recommends /tmp/wattfleet_*.deb gnuplot-nox && rm -rf /tmp/*.deb /var/lib/apt/lists/*
WORKDIR /work
ENTRYPOINT ["wattfleet"]
