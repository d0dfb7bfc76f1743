// Danish is in the page; English is in its attributes.
const button = document.querySelector('#language');

button.addEventListener('click', () => {
  const language = document.documentElement.lang === 'da' ? 'en' : 'da';
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-en]'))
    element.textContent = element.dataset[language];
  button.textContent = language === 'da' ? 'English' : 'Dansk';
  button.lang = language === 'da' ? 'en' : 'da';
});
