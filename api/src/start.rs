//! From configuration to a running application.

use yingshang_app::app::Parts;
use yingshang_app::clock::SystemClock;
use yingshang_app::keys::Keys;
use yingshang_app::{App, AppError};
use yingshang_rules::rulebook::Rulebook;
use yingshang_store::Store;

use crate::config::Config;

/// Why the service does not start; for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("data folder: {0}")]
    Folder(std::io::Error),
    /// Keys.
    #[error(transparent)]
    Keys(#[from] yingshang_app::keys::KeyError),
    /// The rulebook file.
    #[error("rulebook {file}: {cause}")]
    Rulebook {
        /// Its path.
        file: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] yingshang_store::StoreError),
    /// Loading what the database holds.
    #[error("{}", explain(.0))]
    App(#[from] AppError),
    /// The address.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The server.
    #[error("server: {0}")]
    Server(std::io::Error),
}

/// Makes the data folder, migrates the database and loads everything.
///
/// # Errors
/// [`StartError`]; nothing is left half done.
pub async fn application(config: &Config) -> Result<App, StartError> {
    make_data_folder(config)?;
    let rulebook = rulebook(config)?;
    let keys = Keys::load_or_create(&config.data_dir, &config.keys)?;
    let store = config.store();
    for version in Store::migrate(&store.url)? {
        log::info!(version = version.as_str(); "migrated");
    }
    let parts = Parts {
        store: Store::open(&store)?,
        clock: std::sync::Arc::new(SystemClock),
        keys,
        settings: config.settings.clone(),
        rulebook,
        material_dir: config.data_dir.join("materials"),
    };
    Ok(App::start(parts).await?)
}

/// Makes the data folder if there is none. What is in it is nobody else's business on this machine.
///
/// # Errors
/// [`StartError::Folder`].
pub fn make_data_folder(config: &Config) -> Result<(), StartError> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(&config.data_dir).map_err(StartError::Folder)
}

/// Input from the command line is checked by the same rules as requests; here their messages are shown.
fn explain(error: &AppError) -> String {
    match error {
        AppError::Invalid(faults) => faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("\n"),
        AppError::Conflict { detail, .. } => detail.clone(),
        other => other.to_string(),
    }
}

fn rulebook(config: &Config) -> Result<Rulebook, StartError> {
    let Some(path) = &config.rulebook else { return Ok(Rulebook::embedded()) };
    let fault = |cause: String| StartError::Rulebook { file: path.display().to_string(), cause };
    let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
    Rulebook::parse(&text).map_err(|error| fault(error.to_string()))
}
