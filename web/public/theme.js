// Runs before the first paint, as a file of its own because the content policy allows no inline script.
(function () {
  try {
    var choice = localStorage.getItem('punctual.theme');
    if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
  } catch {
    // Storage may be forbidden; the system's preference then decides.
  }
})();
