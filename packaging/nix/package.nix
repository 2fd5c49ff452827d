{
  lib,
  rustPlatform,
}:
let
  source = ../..;
in
rustPlatform.buildRustPackage {
  pname = "snug";
  version = (lib.importTOML (source + "/Cargo.toml")).package.version;
  src = lib.cleanSource source;
  cargoLock.lockFile = source + "/Cargo.lock";

  # The build takes what npm would fetch from assets/vendor: `packaging/release vendor` puts it there.
  cargoBuildFlags = [ "--bin=snug" "--example=command_line" ];
  # The tests need browsers, a screen reader and name servers; `just ci` runs them.
  doCheck = false;

  postInstall = ''
    find target -path '*/examples/command_line' -type f -exec {} generated \;
    install -D --mode=644 --target-directory=$out/share/man/man1 generated/man/*.1
    install -D --mode=644 generated/completions/snug.bash $out/share/bash-completion/completions/snug
    install -D --mode=644 generated/completions/snug.fish $out/share/fish/vendor_completions.d/snug.fish
    install -D --mode=644 generated/completions/_snug $out/share/zsh/site-functions/_snug
    install -D --mode=644 --target-directory=$out/lib/systemd/system packaging/systemd/snug.service packaging/systemd/snug.socket
    substituteInPlace $out/lib/systemd/system/snug.service --replace-fail /usr/bin/snug $out/bin/snug
  '';

  meta = {
    description = "Self-hosted, real-time chat server";
    license = lib.licenses.mit;
    mainProgram = "snug";
    platforms = lib.platforms.linux;
  };
}
