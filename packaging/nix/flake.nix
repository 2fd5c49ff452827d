{
  description = "Snug: a self-hosted, real-time chat server";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      each = function: nixpkgs.lib.genAttrs systems (system: function nixpkgs.legacyPackages.${system});
    in
    {
      packages = each (pkgs: rec {
        snug = pkgs.callPackage ./package.nix { };
        default = snug;
      });
      nixosModules.default = import ./module.nix self;
    };
}
