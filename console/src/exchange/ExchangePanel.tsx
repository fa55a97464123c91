export const ExchangePanel = () => null;
