// Runs before the first paint, so that a chosen theme does not flash. Without a choice the system's theme stands.
try {
  const chosen = localStorage.getItem('heliostat-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; the system's theme stands.
}
