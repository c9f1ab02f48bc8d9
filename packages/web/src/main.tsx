import 'virtual:tokens.css'
import './style/ground.css'
import './style/header.css'
import './style/overview.css'
import './style/living.css'
import './style/evidence.css'
import './style/dialog.css'
import './style/compare.css'
import './style/columns.css'
import './style/edit.css'
import './style/alarms.css'
import './style/rows.css'
import './style/deliveries.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

const board = document.getElementById('board')
if (board === null) throw new Error('the page has no place for the board')
createRoot(board).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
