# Lists the recipes.
default:
    @just --list

# Rebuilds and restarts on every change; the page reloads by itself.
dev:
    @command -v entr > /dev/null || { echo "just dev needs entr: install it with your package manager" >&2; exit 1; }
    # entr exits with status 2 when files were added or removed, and is restarted with the new list.
    while find src assets sql build.rs Cargo.toml -type f | entr -ndr cargo run; [ $? -eq 2 ]; do :; done

# Runs all tests: unit tests, tests of the whole server, in real browsers, and checks of markup and accessibility.
test:
    cargo test

# Formats the code.
fmt:
    cargo fmt

# Runs the benchmarks.
bench:
    cargo bench

# Runs what CI checks.
ci:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    cargo test --locked --no-fail-fast

# Serves a sample week in a new database, target/demo.db: log in as ann with the password “a sample week”.
demo:
    rm -f target/demo.db target/demo.db-wal target/demo.db-shm
    cargo run -- demo --database target/demo.db
    cargo run -- serve --database target/demo.db

# Builds what a release consists of into packaging/out.
release:
    packaging/release
