//! The ten lines that hydrate the app in the browser.
