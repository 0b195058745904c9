#!/usr/bin/env bash
# Builds the page's engine, src/browser/engine.wasm, from this crate. The same sources give the same bytes on every
# machine, so that --check can compare a fresh build with the committed file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=wasm32-unknown-unknown
committed=src/browser/engine.wasm
built=target/engine/$target/runtime/lowfloor.wasm

# Panic messages carry paths. Each machine has others, so fixed names stand for them; the last that fits counts.
remap_flags() {
    local cargo_home=${CARGO_HOME:-$HOME/.cargo} sysroot commit registry
    sysroot=$(rustc --print sysroot)
    commit=$(rustc --version --verbose | sed -n 's/^commit-hash: //p')
    echo "--remap-path-prefix=$PWD=/src"
    echo "--remap-path-prefix=$cargo_home=/cargo"
    # The name of this folder tells where the crates were downloaded from.
    for registry in "$cargo_home"/registry/src/*/; do
        echo "--remap-path-prefix=${registry%/}=/cargo/registry"
    done
    # Where the sources of the standard library are installed, their real path would be used.
    echo "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=/rustc/$commit"
}

build() {
    cargo fetch --locked --quiet --target "$target"
    # Unlike RUSTFLAGS this may hold paths with blanks: the flags are separated by the character 1F.
    CARGO_ENCODED_RUSTFLAGS=$(remap_flags | paste -s -d $'\x1f') \
        cargo rustc --locked --lib --crate-type cdylib --target "$target" --profile runtime --target-dir target/engine
}

check() {
    if cmp "$built" "$committed"; then
        echo "$committed is what the sources make"
    else
        echo "$committed is not what the sources make: run src/browser/build.sh and commit $committed" >&2
        exit 1
    fi
}

case "$#:${1-}" in
0:)
    build
    cp "$built" "$committed"
    echo "$committed: $(wc -c <"$committed") bytes"
    ;;
1:--check)
    build
    check
    ;;
*)
    echo "usage: src/browser/build.sh [--check]" >&2
    exit 2
    ;;
esac
