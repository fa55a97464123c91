/** Adds a line to the list of a section. */
export const addLine = (section, text) => {
  const line = document.createElement('li');
  line.textContent = text;
  document.querySelector(`#${section} ul`).append(line);
};
