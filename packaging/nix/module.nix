# services.snug: the units of packaging/systemd, with settings as variables.
self:
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.services.snug;
in
{
  options.services.snug = {
    enable = lib.mkEnableOption "Snug, a chat server";
    package = lib.mkOption {
      type = lib.types.package;
      default = self.packages.${pkgs.stdenv.hostPlatform.system}.snug;
      description = "The package to use.";
    };
    listen = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ "127.0.0.1:5001" ];
      example = [ "443" "80" ];
      description = "Where systemd listens.";
    };
    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      example = { SNUG_ACME = "chat.example.org"; };
      description = "Variables, as `snug help settings` lists them.";
    };
  };

  config = lib.mkIf cfg.enable {
    users.users.snug = {
      isSystemUser = true;
      group = "snug";
      home = "/var/lib/snug";
    };
    users.groups.snug = { };
    environment.systemPackages = [ cfg.package ];
    systemd.packages = [ cfg.package ];
    systemd.sockets.snug = {
      wantedBy = [ "sockets.target" ];
      # The empty line replaces the address of the unit.
      listenStreams = [ "" ] ++ cfg.listen;
    };
    systemd.services.snug = {
      wantedBy = [ "multi-user.target" ];
      environment = cfg.settings;
    };
  };
}
