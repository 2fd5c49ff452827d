# Homebrew on Linux. `packaging/release` writes the version and the hash of the crate.
class Snug < Formula
  desc "Self-hosted, real-time chat server: one binary, one SQLite file"
  homepage "https://crates.io/crates/snug-chat"
  url "https://static.crates.io/crates/snug-chat/snug-chat-@VERSION@.crate"
  sha256 "@SHA256@"
  license "MIT"

  depends_on "rust" => :build
  depends_on :linux

  def install
    system "cargo", "install", *std_cargo_args
  end

  service do
    run [opt_bin/"snug", "serve"]
    working_dir var/"snug"
    keep_alive true
    log_path var/"log/snug.log"
    error_log_path var/"log/snug.log"
  end

  def post_install
    (var/"snug").mkpath
  end

  test do
    system bin/"snug", "demo", "--database", testpath/"demo.db"
    assert_match "general", shell_output("#{bin}/snug room list --database #{testpath}/demo.db")
  end
end
