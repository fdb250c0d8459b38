(function () {
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  try {
    var scheme = localStorage.getItem("tonglu.scheme");
    if (scheme === "dark" || scheme === "light") dark = scheme === "dark";
    var language = localStorage.getItem("tonglu.language");
    if (language) root.lang = language;
  } catch {
    // Storage may be switched off; the system's scheme will do.
  }
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
