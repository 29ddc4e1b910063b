//! `yingshang`: the service and its commands.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program talks to its terminal")]

use std::net::TcpListener;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use yingshang_api::config::Config;
use yingshang_api::contract::Contract;
use yingshang_api::start::{self, StartError};
use yingshang_api::{jobs, routes, server};
use yingshang_app::account::{self, CreateUserRequest, NewPassword};
use yingshang_app::{App, Caller, demo, secret};
use yingshang_rules::Role;
use yingshang_store::Store;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Business-environment institutions of a county human-resources and social-security bureau. Configuration: .env.example.
#[derive(Debug, Parser)]
#[command(version)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the service (the default).
    Serve {
        /// On a database of its own in the data folder, with demo units, users and complaints.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database to the newest schema.
    Migrate,
    /// Print the contract (YAML).
    Openapi,
    /// Accounts.
    #[command(subcommand)]
    User(UserCommand),
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Make an account and print its one-time password.
    Create {
        /// Login name.
        username: String,
        /// Role code; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<Role>,
        /// Name shown to colleagues; the login name when left out.
        #[arg(long)]
        display_name: Option<String>,
    },
}

#[actix_web::main]
async fn main() -> ExitCode {
    let command = CommandLine::parse().command.unwrap_or(Command::Serve { demo: false });
    if matches!(command, Command::Openapi) {
        print!("{}", Contract::new(&routes::operations()).yaml());
        return ExitCode::SUCCESS;
    }
    let config = match Config::load(std::env::vars()) {
        Ok(config) => config,
        Err(faults) => {
            eprintln!("yingshang does not start:");
            faults.iter().for_each(|fault| eprintln!("  {fault}"));
            return ExitCode::FAILURE;
        }
    };
    env_logger::Builder::new().parse_filters(&config.log).init();
    let outcome = match command {
        Command::Serve { demo: true } => serve_demo(config).await,
        Command::Serve { demo: false } => serve(config).await,
        Command::Migrate => migrate(&config),
        Command::User(UserCommand::Create { username, roles, display_name }) => {
            create_user(&config, username, roles, display_name).await
        }
        Command::Openapi => Ok(()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yingshang: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line for the person at the terminal. Whoever pipes it into something that stops reading must not stop the service.
macro_rules! say {
    ($($line:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stdout(), $($line)*);
    }};
}

async fn serve(config: Config) -> Result<(), StartError> {
    let listener = listen(&config)?;
    let app = start::application(&config).await?;
    if let Some(first) = account::ensure_first_administrator(&app).await? {
        say!("First administrator: {}", first.username);
        say!("One-time password, to be changed at the first login: {}", first.one_time_password);
    }
    run(config, listener, app).await
}

async fn serve_demo(config: Config) -> Result<(), StartError> {
    let config = config.for_demo();
    let listener = listen(&config)?;
    let app = start::application(&config).await?;
    let password = config.demo_password.clone().unwrap_or_else(secret::one_time_password);
    if let Some(seeded) = demo::seed(&app, app.now(), &password).await? {
        say!("Demo: {}. Users: {}", seeded.cases, seeded.users.join(", "));
        match config.demo_password {
            Some(_) => say!("Their password: the one given"),
            None => say!("Their password: {password}"),
        }
        for online in &seeded.online {
            say!("Handed in online: {} with query code {}", online.number, online.query_code);
        }
    }
    run(config, listener, app).await
}

/// Taken before anything is made: a second start must not touch the data of the first.
fn listen(config: &Config) -> Result<TcpListener, StartError> {
    TcpListener::bind(config.listen).map_err(|cause| StartError::Listen { address: config.listen, cause })
}

async fn run(config: Config, listener: TcpListener, app: App) -> Result<(), StartError> {
    let address = listener.local_addr().unwrap_or(config.listen);
    let server = server::start(listener, app.clone(), &config.server).map_err(StartError::Server)?;
    // Running, and listening for signals, before anyone is told that it is.
    let server = actix_web::rt::spawn(server);
    actix_web::rt::task::yield_now().await;
    say!("Yingshang listens on http://{address}");
    say!("Documentation: http://{address}/docs/");
    let clockwork = actix_web::rt::spawn(jobs::run(app.clone(), format!("{}@{address}", std::process::id())));
    // Returns after a signal, when requests under way have been answered.
    let served = server.await.map_err(std::io::Error::other).flatten().map_err(StartError::Server);
    clockwork.abort();
    app.close();
    served
}

fn migrate(config: &Config) -> Result<(), StartError> {
    start::make_data_folder(config)?;
    let ran = Store::migrate(&config.store().url)?;
    ran.iter().for_each(|version| say!("migrated {version}"));
    say!("{} migrations ran; the schema is up to date", ran.len());
    Ok(())
}

async fn create_user(
    config: &Config,
    username: String,
    roles: Vec<Role>,
    display_name: Option<String>,
) -> Result<(), StartError> {
    let app = start::application(config).await?;
    let password = NewPassword::one_time(&app).await?;
    let display_name = display_name.unwrap_or_else(|| username.clone());
    let body = CreateUserRequest { username, display_name, staff_id: None, unit_id: None, roles };
    let created =
        app.write_as(Caller::System, "command-line", move |tx| account::create_user(tx, body, &password)).await?;
    say!("Made {}", created.user.username);
    if let Some(password) = created.one_time_password {
        say!("One-time password, to be changed at the first login: {password}");
    }
    app.close();
    Ok(())
}
