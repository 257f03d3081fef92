import { mount } from 'svelte'
import '../app.css'
import './screen.css'
import Screen from './Screen.svelte'

mount(Screen, { target: document.getElementById('app')! })
