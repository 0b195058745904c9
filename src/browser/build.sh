#!/usr/bin/env bash
# Builds the page's engine from this crate and packs it into src/browser/engine.wasm.gz. The same sources give the same
# wasm on every machine: --check unpacks the committed file and compares, whoever packed it, with whatever packer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=wasm32-unknown-unknown
committed=src/browser/engine.wasm.gz
built=target/engine/$target/runtime/lowfloor.wasm
sysroot=$(rustc --print sysroot)

# The standard library is built along, small as well, and without what only the words of a panic would need: the page
# shows none. Cargo calls such builds unstable; the toolchain is a fixed one, and plain builds and tests do without.
export RUSTC_BOOTSTRAP=1
std_flags=(-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size)
small_flags=(-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none)
# The linker leaves room for the longest form of every address unless it is asked to write each as short as it is.
small_flags+=(-Clink-arg=--compress-relocations)

needs() {
    if ! "${@:2}" >/dev/null 2>&1; then
        echo "src/browser/build.sh: needs $1" >&2
        exit 1
    fi
}

# Paths of this machine must leave no trace, so fixed names stand for them; the last that fits counts.
remap_flags() {
    local cargo_home=${CARGO_HOME:-$HOME/.cargo} commit registry
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
    needs "the sources of the standard library: rustup component add rust-src" \
        test -f "$sysroot/lib/rustlib/src/rust/library/Cargo.lock"
    cargo fetch --locked --quiet "${std_flags[@]}" --target "$target"
    # Unlike RUSTFLAGS this may hold paths with blanks: the flags are separated by the character 1F.
    CARGO_ENCODED_RUSTFLAGS=$({ remap_flags && printf '%s\n' "${small_flags[@]}"; } | paste -s -d $'\x1f') \
        cargo rustc --locked "${std_flags[@]}" --lib --crate-type cdylib --target "$target" --profile runtime \
        --target-dir target/engine
}

# Slow, but a browser unpacks it as any gzip, and it is a twentieth smaller than what `gzip -9` makes.
pack() {
    zopfli --gzip --i50 -c "$built" >"$committed"
    echo "$committed: $(wc -c <"$committed") bytes, unpacked $(wc -c <"$built")"
}

check() {
    if gzip --decompress --stdout "$committed" | cmp "$built" -; then
        echo "$committed is what the sources make"
    else
        echo "$committed is not what the sources make: run src/browser/build.sh and commit $committed" >&2
        exit 1
    fi
}

case "$#:${1-}" in
0:)
    needs "the packer zopfli, on Debian: apt-get install zopfli" command -v zopfli
    build
    pack
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
