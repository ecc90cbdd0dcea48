//! License goods, 2.0 and online: what the platform calls at the seller's production address.

mod get_license_async;
mod refresh_license_code;
mod release_license_code;
mod update_license_code_status;

pub use get_license_async::GetLicenseAsync;
pub use refresh_license_code::RefreshLicenseCode;
pub use release_license_code::ReleaseLicenseCode;
pub use update_license_code_status::UpdateLicenseCodeStatus;
