# Lists the recipes.
default:
    @just --list

# Rebuilds and restarts on every change; the page reloads by itself.
dev:
    cargo watch --why --watch src --watch assets --watch sql --exec run

# Runs everything: unit tests, whole-server tests, tests in real browsers.
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
    cargo test --locked
