//! Key files: made whole or not at all, for the owner only.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::KeyError;

/// The text of a key file; `None` when there is no such file.
pub(super) fn read(folder: &Path, name: &'static str) -> Result<Option<String>, KeyError> {
    match fs::read_to_string(folder.join(name)) {
        Ok(text) => {
            warn_if_shared(&folder.join(name), name);
            Ok(Some(text))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(KeyError::File { file: name, cause }),
    }
}

/// The text of a key file, which is made with the text of `make` when there is none.
pub(super) fn read_or_create(
    folder: &Path,
    name: &'static str,
    make: impl FnOnce() -> String,
) -> Result<String, KeyError> {
    if let Some(text) = read(folder, name)? {
        return Ok(text);
    }
    let text = make();
    match create(folder, name, &text) {
        Ok(()) => Ok(text),
        // Another process was first; its key counts.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(folder, name)?.ok_or(KeyError::File { file: name, cause: error })
        }
        Err(cause) => Err(KeyError::File { file: name, cause }),
    }
}

/// Writes beside the final name first: a crash leaves no half key. `NamedTempFile` is readable by its owner only.
fn create(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    create_folder(folder)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(draft, "{text}")?;
    draft.as_file().sync_all()?;
    draft.persist_noclobber(folder.join(name)).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// A file that others can read may be a mounted secret, so this does not stop the start.
#[cfg(unix)]
fn warn_if_shared(path: &Path, name: &str) {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0) {
        log::warn!(file = name; "key file can be read by other users; chmod 600 it");
    }
}

#[cfg(not(unix))]
fn warn_if_shared(_path: &Path, _name: &str) {}
