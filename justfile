# Lists the recipes.
default:
    @just --list

# Rebuilds and restarts on every change; the page reloads by itself.
dev:
    @command -v entr > /dev/null || { echo "just dev needs entr: install it with your package manager" >&2; exit 1; }
    # entr ends with status 2 when a file came or went, and begins anew with the new list.
    while find src assets sql build.rs Cargo.toml -type f | entr -ndr cargo run; [ $? -eq 2 ]; do :; done

# Runs everything: unit tests, whole-server tests, tests in real browsers, checkers of markup and accessibility.
test:
    cargo test

# Puts the code in its usual form.
fmt:
    cargo fmt

# Measures what the product promises.
bench:
    cargo bench

# What CI checks.
ci:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    cargo test --locked --no-fail-fast
