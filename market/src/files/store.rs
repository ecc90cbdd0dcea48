//! Where the bytes are: a folder or an S3-compatible store. Named by hash, so the same bytes are kept once.

use crate::{config::FilesConfig, fault::OpenError};
use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::{
    ObjectStore, ObjectStoreExt, WriteMultipart, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Key,
};
use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// An upload that was last written to so long ago belongs to no process that still runs.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Removes what a killed process left behind. The folder is shared: the command may open it while the server receives.
fn clear(incoming: &Path) {
    let Ok(entries) = std::fs::read_dir(incoming) else {
        return;
    };
    for entry in entries.flatten() {
        let age = entry.metadata().and_then(|m| m.modified()).map(|at| at.elapsed());
        if !matches!(age, Ok(Ok(age)) if age > ABANDONED) {
            continue;
        }
        if let Err(error) = std::fs::remove_file(entry.path()) {
            tracing::warn!(%error, file = %entry.path().display(), "an abandoned upload stays");
        }
    }
}

/// The file store.
#[derive(Clone, Debug)]
pub struct FileStore {
    store: Arc<dyn ObjectStore>,
    prefix: String,
    /// Where uploads wait while they are checked.
    incoming: PathBuf,
}

impl FileStore {
    /// Opens the store.
    ///
    /// # Errors
    /// The folder cannot be made, or the address does not read.
    pub fn open(config: &FilesConfig, data: &Path) -> Result<FileStore, OpenError> {
        let incoming = data.join("incoming");
        std::fs::create_dir_all(&incoming)
            .map_err(|e| OpenError::Folder(incoming.display().to_string(), e))?;
        clear(&incoming);
        let (store, prefix): (Arc<dyn ObjectStore>, String) = match config {
            FilesConfig::Folder(folder) => {
                std::fs::create_dir_all(folder)
                    .map_err(|e| OpenError::Folder(folder.display().to_string(), e))?;
                let local =
                    LocalFileSystem::new_with_prefix(folder).map_err(|e| OpenError::Files(e.to_string()))?;
                (Arc::new(local.with_fsync(true)), String::new())
            }
            FilesConfig::S3 {
                url,
                endpoint,
                access_key,
                secret_key,
                region,
            } => {
                let rest = url
                    .strip_prefix("s3://")
                    .ok_or_else(|| OpenError::Files("the address starts with s3://".into()))?;
                let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                let mut builder = AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_region(region.as_deref().unwrap_or("us-east-1"));
                if let Some(endpoint) = endpoint {
                    builder = builder
                        .with_endpoint(endpoint)
                        .with_allow_http(endpoint.starts_with("http://"));
                }
                if let (Some(id), Some(secret)) = (access_key, secret_key) {
                    builder = builder.with_access_key_id(id).with_secret_access_key(secret);
                }
                let s3 = builder.build().map_err(|e| OpenError::Files(e.to_string()))?;
                (Arc::new(s3), prefix.trim_matches('/').to_owned())
            }
        };
        Ok(FileStore {
            store,
            prefix,
            incoming,
        })
    }

    /// Where an upload waits while it is checked.
    pub(super) fn incoming(&self) -> &Path {
        &self.incoming
    }

    fn key(&self, sha256: &str) -> Key {
        let (fan, _) = sha256.split_at(2.min(sha256.len()));
        let path = format!("sha256/{fan}/{sha256}");
        if self.prefix.is_empty() {
            Key::from(path)
        } else {
            Key::from(format!("{}/{path}", self.prefix))
        }
    }

    /// Keeps a checked file under its hash; what is there already stays.
    ///
    /// # Errors
    /// The store refused.
    pub(super) async fn keep(&self, sha256: &str, file: &Path) -> Result<(), String> {
        let key = self.key(sha256);
        if self.store.head(&key).await.is_ok() {
            return Ok(());
        }
        let upload = self.store.put_multipart(&key).await.map_err(|e| e.to_string())?;
        let mut write = WriteMultipart::new_with_chunk_size(upload, 5 * 1024 * 1024);
        let mut reader = std::fs::File::open(file).map_err(|e| e.to_string())?;
        let mut buffer = vec![0_u8; 256 * 1024];
        loop {
            let read = reader.read(&mut buffer).map_err(|e| e.to_string())?;
            if read == 0 {
                break;
            }
            write.wait_for_capacity(2).await.map_err(|e| e.to_string())?;
            write.write(&buffer[..read]);
        }
        write.finish().await.map(drop).map_err(|e| e.to_string())
    }

    /// The bytes, as a stream.
    ///
    /// # Errors
    /// The store refused.
    pub(crate) async fn stream(
        &self,
        sha256: &str,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, String> {
        self.store
            .get(&self.key(sha256))
            .await
            .map(|r| r.into_stream())
            .map_err(|e| e.to_string())
    }

    /// True when the store answers.
    pub async fn ready(&self) -> bool {
        match self.store.head(&self.key("00ready")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => true,
            Err(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs::File, time::SystemTime};

    #[test]
    fn what_a_killed_upload_left_is_cleared_and_one_under_way_is_not() {
        let data = tempfile::tempdir().expect("a folder");
        let config = FilesConfig::Folder(data.path().join("files"));
        FileStore::open(&config, data.path()).expect("opens");
        let incoming = data.path().join("incoming");
        let (left, under_way) = (incoming.join("left"), incoming.join("under-way"));
        for path in [&left, &under_way] {
            std::fs::write(path, b"%PDF-").expect("written");
        }
        File::options()
            .write(true)
            .open(&left)
            .and_then(|file| file.set_modified(SystemTime::UNIX_EPOCH))
            .expect("made old");
        FileStore::open(&config, data.path()).expect("opens again");
        assert!(!left.exists());
        assert!(under_way.exists());
    }
}
