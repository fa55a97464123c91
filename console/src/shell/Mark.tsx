/** The mirror that throws the light: the product's sign. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true" fill="none" strokeLinecap="round">
      <circle cx="3.6" cy="4.2" r="2.3" className="mark-light" />
      <path d="M5.8 5.7 10.4 8.6" className="mark-beam" strokeWidth="1.4" />
      <path d="m7.2 12.6 9-6.9" stroke="currentColor" strokeWidth="2.4" />
      <path d="M11.7 9.6v7.2m-3.4 0h6.8" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}
