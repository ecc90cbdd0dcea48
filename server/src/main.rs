//! The `guildhall` command.

fn main() -> std::process::ExitCode {
    guildhall_server::cli::main()
}
