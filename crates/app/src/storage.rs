//! Where material files are kept. Files are named by their content and never deleted.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A place for files. Keys are the SHA-256 of the content.
pub trait MaterialStorage: Send + Sync {
    /// A file to write an upload into; dropped without [`keep`](Self::keep) it disappears.
    fn draft(&self) -> io::Result<NamedTempFile>;
    /// Keeps the draft under the key of its content and returns when the bytes are on disk.
    fn keep(&self, draft: NamedTempFile, sha256: &str) -> io::Result<String>;
    /// Opens a kept file.
    fn open(&self, key: &str) -> io::Result<Box<dyn Read + Send>>;
}

/// Files under one folder, in 256 sub-folders.
#[derive(Debug)]
pub struct FileStorage {
    folder: PathBuf,
}

impl FileStorage {
    /// Keeps files under `folder`, made when first needed.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keys are hexadecimal, so that no key can leave the folder.
    fn path(&self, key: &str) -> io::Result<PathBuf> {
        let hexadecimal = key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit());
        if !hexadecimal {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        Ok(self.folder.join(&key[..2]).join(key))
    }
}

impl MaterialStorage for FileStorage {
    fn draft(&self) -> io::Result<NamedTempFile> {
        let drafts = self.folder.join("drafts");
        fs::create_dir_all(&drafts)?;
        NamedTempFile::new_in(drafts)
    }

    fn keep(&self, draft: NamedTempFile, sha256: &str) -> io::Result<String> {
        let path = self.path(sha256)?;
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        draft.as_file().sync_all()?;
        if !path.exists() {
            draft.persist(&path)?;
            sync_folder(folder)?;
        }
        Ok(sha256.to_owned())
    }

    fn open(&self, key: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(self.path(key)?)?))
    }
}

/// A new name is only safe from a power cut once its folder is written.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
