//! Buckets of S3, or of compatible servers.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ObjectStoreExt as _, RetryConfig};
use tokio_stream::StreamExt as _;

use crate::files::error::reason;
use crate::files::http::Connector;
use crate::model::files::buckets::Bucket;

/// The objects of a bucket whose names have its prefix.
pub(in crate::files) type Objects = PrefixStore<AmazonS3>;

/// The object that is written and removed at the start.
const CHECK: &str = "check";

/// Time for checking a bucket at the start.
const CHECK_TIME: Duration = Duration::from_secs(30);

/// A storage that was down for a moment isn't noticed; one that is down for longer is an error within seconds.
fn retries() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(2),
            base: 2.0,
        },
        max_retries: 4,
        retry_timeout: Duration::from_secs(10),
    }
}

/// A bucket, with the settings for it: the variables of the environment that begin with `AWS_`. Variables that the
/// `object_store` crate doesn't know are ignored.
///
/// # Errors
/// A reason, with advice.
pub(in crate::files) fn open(bucket: &Bucket, settings: &[(String, String)]) -> Result<Objects, String> {
    let mut builder = AmazonS3Builder::new()
        .with_retry(retries())
        .with_http_connector(Connector::default())
        // One request for each object: not all compatible servers take several in one.
        .with_disable_bulk_delete(true);
    for (name, value) in settings {
        match name.to_ascii_lowercase().parse() {
            Ok(AmazonS3ConfigKey::Bucket) | Err(_) => {}
            Ok(key) => builder = builder.with_config(key, value),
        }
    }
    let objects = builder.with_bucket_name(bucket.name()).build().map_err(|error| {
        let has_one_key = settings.iter().any(|(name, _)| is_credential(name));
        let advice = if has_one_key { "Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" } else { "" };
        sentences(&reason(&error), advice)
    })?;
    Ok(PrefixStore::new(objects, Path::from(bucket.prefix())))
}

fn is_credential(name: &str) -> bool {
    matches!(name, "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY")
}

/// Makes sure that objects can be listed, written and removed.
///
/// # Errors
/// A reason, with advice.
pub(in crate::files) async fn check(
    objects: &Arc<Objects>,
    bucket: &Bucket,
    settings: &[(String, String)],
) -> Result<(), String> {
    let tried = async {
        let path = Path::from(CHECK);
        // First: some servers make a missing bucket when something is written to it.
        object_store::ObjectStore::list(&**objects, Some(&path)).next().await.transpose()?;
        objects.put(&path, Bytes::new().into()).await?;
        objects.delete(&path).await
    };
    match tokio::time::timeout(CHECK_TIME, tried).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => {
            let reason = reason(&error);
            Err(sentences(&reason, &advice(&reason, bucket, settings)))
        }
        Err(_) => Err(sentences("no answer in time", &endpoint_advice(settings))),
    }
}

fn sentences(reason: &str, advice: &str) -> String {
    if advice.is_empty() { reason.to_owned() } else { format!("{reason}. {advice}") }
}

/// Advice about an error.
fn advice(reason: &str, bucket: &Bucket, settings: &[(String, String)]) -> String {
    let has = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    if has(&["NoSuchBucket"]) {
        format!("Make the bucket {}, or correct its name in --files", bucket.name())
    } else if !settings.iter().any(|(name, _)| has_credentials(name)) {
        // The error is that of asking Amazon's machines for some.
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY".to_owned()
    } else if has(&["AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId", "code: 403", "code: 401"]) {
        "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that this key may read, list, write and delete \
         objects in the bucket"
            .to_owned()
    } else if has(&["AWS_ALLOW_HTTP"]) {
        "Use https in AWS_ENDPOINT_URL, or set AWS_ALLOW_HTTP=true where nobody can listen".to_owned()
    } else if has(&["LOCATION", "status code: 30"]) {
        // A redirection to the region of the bucket.
        "Check AWS_REGION and AWS_ENDPOINT_URL".to_owned()
    } else {
        endpoint_advice(settings)
    }
}

fn endpoint_advice(settings: &[(String, String)]) -> String {
    let endpoint = settings.iter().find(|(name, _)| name.starts_with("AWS_ENDPOINT"));
    match endpoint {
        Some((name, value)) => format!("Check that {name} is right ({value}), and that the server runs"),
        None => "Check AWS_REGION; a server other than Amazon's needs AWS_ENDPOINT_URL".to_owned(),
    }
}

/// Whether a variable gives credentials, or tells where they come from.
fn has_credentials(name: &str) -> bool {
    is_credential(name)
        || matches!(
            name,
            "AWS_WEB_IDENTITY_TOKEN_FILE"
                | "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
                | "AWS_CONTAINER_CREDENTIALS_FULL_URI"
                | "AWS_SKIP_SIGNATURE"
        )
}
