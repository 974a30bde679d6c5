//! The command line tool `kook`. See `kook::app`.

fn main() -> std::process::ExitCode {
    kook::app::main()
}
