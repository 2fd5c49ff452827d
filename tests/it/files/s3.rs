//! A real S3 server, as a separate process that can be killed: this test program, started again.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::app::{BUCKET, TestBucket};

/// The bucket of tests.
pub const NAME: &str = "chat";

/// The prefix in it.
const PREFIX: &str = "files/of-snug";

const KEY: &str = "snug";
const SECRET: &str = "a secret of the storage";

/// The variables that tell the process its folder and address.
const FOLDER: &str = "SNUG_TEST_S3_FOLDER";
const ADDRESS: &str = "SNUG_TEST_S3_ADDRESS";

/// A server with a bucket. Its objects are files in its folder.
pub struct S3 {
    folder: TempDir,
    address: String,
    process: Child,
}

impl S3 {
    pub fn start() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join(NAME)).unwrap();
        let (process, address) = start(folder.path(), "127.0.0.1:0");
        Self { folder, address, process }
    }

    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts the server again after it was killed, at the same address.
    pub fn start_again(&mut self) {
        (self.process, _) = start(self.folder.path(), &self.address);
    }

    /// The settings for it.
    pub fn settings(&self) -> Vec<(String, String)> {
        let endpoint = format!("http://{}", self.address);
        [
            ("AWS_ENDPOINT_URL", &*endpoint),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", KEY),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// The folder with the objects of the bucket.
    pub fn objects(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    /// The bucket for tests.
    pub fn bucket(&self) -> TestBucket {
        let (url, folder) = (format!("s3://{NAME}/{PREFIX}"), self.objects().join(PREFIX));
        TestBucket { url, settings: self.settings(), folder }
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a test with the files of its servers in a bucket.
pub async fn in_a_bucket(test: impl Future<Output = ()>) {
    let s3 = S3::start();
    BUCKET.scope(s3.bucket(), test).await;
}

/// Makes two tests of each of these functions: with files in a folder, and in a bucket.
macro_rules! in_both_storages {
    ($($test:ident),* $(,)?) => {
        $(mod $test {
            #[tokio::test]
            async fn folder() {
                super::$test().await;
            }

            #[tokio::test]
            async fn bucket() {
                crate::files::s3::in_a_bucket(super::$test()).await;
            }
        })*
    };
}

pub(crate) use in_both_storages;

fn start(folder: &Path, address: &str) -> (Child, String) {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "files::s3::serve", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(ADDRESS, address)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let said = lines.find_map(|line| Some(line.unwrap().split_once("S3 listens on ")?.1.to_owned()));
    (process, said.expect("an S3 server"))
}

#[test]
#[ignore = "the process of the S3 server"]
fn serve() {
    let (Ok(folder), Ok(address)) = (std::env::var(FOLDER), std::env::var(ADDRESS)) else { return };
    // It ends with the tests.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let listener = TcpListener::bind(address).await.unwrap();
        println!("S3 listens on {}", listener.local_addr().unwrap());
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let connection =
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service.clone());
            tokio::spawn(async move {
                let _ = connection.await;
            });
        }
    });
}
